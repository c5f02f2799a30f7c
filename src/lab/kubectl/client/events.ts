import type { ApiStream } from '../../api/protocol.ts';
import type { Call } from '../call.ts';

/** What happened to an object. */
export interface WatchEvent {
  type: string;
  object: Record<string, unknown>;
}

/** The events of a watch, until it ends or kubectl is stopped. */
export async function* events(call: Call, stream: ApiStream): AsyncGenerator<WatchEvent> {
  const stop = (): void => stream.close();
  call.context.signal.addEventListener('abort', stop);
  try {
    let rest = '';
    for (let piece = await stream.next(); piece !== undefined; piece = await stream.next()) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as WatchEvent;
    }
  } finally {
    call.context.signal.removeEventListener('abort', stop);
    stream.close();
  }
}
