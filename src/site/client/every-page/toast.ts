let box: HTMLElement | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

function hide(): void {
  if (box) box.hidden = true;
}

/** Shows a message at the lower edge for some seconds, or until somebody points at something else; screen readers announce it. */
export function toast(message: string): void {
  if (!box) {
    box = document.createElement('p');
    box.className = 'toast';
    box.setAttribute('role', 'status');
    document.body.append(box);
  }
  box.hidden = false;
  box.textContent = message;
  clearTimeout(timer);
  timer = setTimeout(hide, 9000);
  addEventListener('pointerdown', hide, { once: true });
}
