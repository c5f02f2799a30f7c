import type { Extension } from '@codemirror/state';
import { Vim, vim } from '@replit/codemirror-vim';

interface ViActions {
  onSave: () => void;
  onClose: () => void;
  onQuit: () => void;
}

/** What the commands of vi do now: they belong to all editors of a page, of which one is open. */
let actions: ViActions | undefined;

Vim.defineEx('write', 'w', () => actions?.onSave());
Vim.defineEx('quit', 'q', (_: unknown, { argString }: { argString?: string }) =>
  argString?.includes('!') ? actions?.onQuit() : actions?.onClose(),
);
const saveAndClose = (): void => {
  const { onSave, onClose } = actions ?? {};
  onSave?.();
  onClose?.();
};
Vim.defineEx('wq', 'wq', saveAndClose);
Vim.defineEx('xit', 'x', saveAndClose);
Vim.defineAction('saveAndClose', saveAndClose);
Vim.mapCommand('ZZ', 'action', 'saveAndClose', {}, { context: 'normal' });

/** The keys of vi, with `:w`, `:q`, `:wq`, `:x` and `ZZ`. */
export function viKeys(now: ViActions): Extension {
  actions = now;
  return vim({ status: true });
}
