/**
 * Letters of Cyrillic, Greek, Armenian and others that look as Latin ones do in most fonts, after those (Unicode Technical
 * Standard #39, confusables.txt, version 17, as far as letters of a word are concerned).
 */
const PAIRS =
  'аa әə ɑa αa вb Ьb сc ϲc ԁd еe ҽe ɡg ցg һh հh іi ιi ɩi ıi јj ϳj кk κk ӏl ոn пn оo οo օo σo рp ρp ԛq гr ѕs тt τt υu ʋu սu νv ѵv ѡw ԝw хx χx уy γy ʏy զq';
/** Capitals, of which the small letters may look otherwise. */
const CAPITALS =
  'ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX АA ВB ЕE ЅS ІI ЈJ КK МM НH ОO РP СC ТT УY ХX ԌG ԜW ԚQ ԀD ӀI ՕO ՏS ԼL';

const LATIN: ReadonlyMap<string, string> = new Map(
  `${PAIRS} ${CAPITALS}`.split(' ').map(([from = '', to = '']): [string, string] => [from, to]),
);

/**
 * Text as readers see it, for comparing it with another one and for nothing else: in small letters, compatible letters as what
 * they mean, without marks that take no room, and every letter that looks as a Latin one does as that one.
 */
export function asSeen(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[^\p{ASCII}]/gu, (letter) => LATIN.get(letter) ?? letter)
    .toLowerCase();
}
