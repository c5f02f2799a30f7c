let box: HTMLElement | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a message at the lower edge for some seconds; screen readers announce it. */
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
  timer = setTimeout(() => {
    if (box) box.hidden = true;
  }, 9000);
}
