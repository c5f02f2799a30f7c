/// <reference types="astro/client" />

/** Made by client-words.ts. */
declare module 'virtual:words' {
  const words: import('./client-words.ts').ClientWords;
  export default words;
}
declare module 'virtual:cluster-words' {
  const words: import('./client-words.ts').ClusterWords;
  export default words;
}
declare module 'virtual:monitoring-words' {
  const words: import('./client-words.ts').MonitoringWords;
  export default words;
}
declare module 'virtual:tracing-words' {
  const words: import('./client-words.ts').TracingWords;
  export default words;
}
/** Made by tracing-script.ts. */
declare module 'virtual:tracing-script' {
  const script: string;
  export default script;
}
declare module 'virtual:teach-words' {
  const words: import('./client-words.ts').TeachWords;
  export default words;
}
declare module 'virtual:explore-words' {
  const words: import('./client-words.ts').ExploreWords;
  export default words;
}
declare module 'virtual:review-words' {
  const words: import('./client-words.ts').ReviewWords;
  export default words;
}
declare module 'virtual:sitting-words' {
  const words: import('./client-words.ts').SittingWords;
  export default words;
}
declare module 'virtual:verify-words' {
  const words: import('./client-words.ts').VerifyWords;
  export default words;
}
declare module 'virtual:record-words' {
  const words: import('./client-words.ts').RecordWords;
  export default words;
}
