export { default } from 'virtual:tracing-words';
