/** Made by player/words.ts: the words of the player in the language of the edition. */
declare module 'virtual:player-words' {
  const words: import('../words.ts').PlayerWords;
  export default words;
}
