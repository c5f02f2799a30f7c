export { default } from 'virtual:monitoring-words';
