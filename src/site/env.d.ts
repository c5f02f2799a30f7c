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
declare module 'virtual:teach-words' {
  const words: import('./client-words.ts').TeachWords;
  export default words;
}
declare module 'virtual:explore-words' {
  const words: import('./client-words.ts').ExploreWords;
  export default words;
}
