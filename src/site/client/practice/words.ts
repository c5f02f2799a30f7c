export { default } from 'virtual:cluster-words';
