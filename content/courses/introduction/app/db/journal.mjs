// An append-only file, DATA_DIR/shop.log: one JSON object per line, nothing is ever changed in place.
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { SettingError } from "../shared/settings.mjs";

// apply(entry) is called for each entry that the file already has.
export async function openJournal(directory, apply, log) {
  const path = join(directory, "shop.log");
  const file = await openFile(directory, path);
  replay(await readWholeLines(file, path, log), path, apply);

  let lastWrite = Promise.resolve();

  async function write(entry) {
    try {
      await file.appendFile(`${JSON.stringify(entry)}\n`);
      await file.sync(); // without it, the line may be lost in memory when the power fails
    } catch (error) {
      // Half a line may be in the file now. Nobody knows before the next start replays it, so do not go on.
      log("error", `shop-db ends, because it cannot write to ${path}: ${error.message}`);
      process.exit(1);
    }
  }

  return {
    // One write after the other, or lines could mix.
    append(entry) {
      lastWrite = lastWrite.then(() => write(entry));
      return lastWrite;
    },
    close: () => file.close(),
  };
}

async function openFile(directory, path) {
  try {
    await mkdir(directory, { recursive: true });
    return await open(path, "a+");
  } catch (error) {
    throw new SettingError(`DATA_DIR ${directory} cannot be written to`, { cause: error });
  }
}

// The line feed is written last. What stands behind the last one was cut off, and nobody was told that it is stored.
async function readWholeLines(file, path, log) {
  const content = await file.readFile();
  const end = content.lastIndexOf("\n") + 1;
  const tornBytes = content.length - end;
  if (tornBytes > 0) {
    log("error", `${path}: the last line is incomplete (a write was interrupted), its ${tornBytes} bytes are removed`);
    await file.truncate(end); // or the next entry would be glued to it
  }
  return content.subarray(0, end).toString("utf8").split("\n").slice(0, -1);
}

function replay(lines, path, apply) {
  for (const [index, line] of lines.entries()) {
    try {
      apply(JSON.parse(line));
    } catch (error) {
      // Leaving it out would silently lose something that a client believes is stored.
      throw new SettingError(`${path}: line ${index + 1} is damaged; repair or remove it`, { cause: error });
    }
  }
}
