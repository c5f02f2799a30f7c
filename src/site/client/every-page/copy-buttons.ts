import words from 'virtual:words';

/** Copies a code block; of a terminal session the commands alone. */
if (navigator.clipboard) {
  for (const figure of document.querySelectorAll('figure.code')) {
    const caption = figure.querySelector('figcaption');
    const code = figure.querySelector('code');
    if (!caption || !code) continue;
    const commands = [...code.querySelectorAll('kbd')];
    if (figure.classList.contains('terminal') && commands.length === 0) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    const label = commands.length > 0 ? words.copyCommands : words.copy;
    button.textContent = label;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(
        commands.length > 0 ? commands.map((command) => command.textContent).join('\n') : (code.textContent ?? ''),
      );
      button.textContent = words.copied;
      setTimeout(() => {
        button.textContent = label;
      }, 2000);
    });
    caption.append(button);
  }
}
