import words from 'virtual:words';

/** Whoever teaches sends a link with ?here to the section in which the class is: it is marked, whatever else the reader does. */
function mark(): void {
  for (const old of document.querySelectorAll('.we-are-here')) old.remove();
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target?.matches('.prose :is(h2, h3)')) return;
  const note = document.createElement('p');
  note.className = 'we-are-here';
  note.textContent = words.teachHere;
  target.before(note);
  note.scrollIntoView({ block: 'start' });
}

if (new URLSearchParams(location.search).has('here')) {
  mark();
  addEventListener('hashchange', mark);
}
