// Go files in a temporary folder, gone after the test. The folder's name has a space and Chinese characters in it, as a user's may.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What `node:test` hands to a test: all that is asked of it is to clean up afterwards. */
export interface TestScope {
  after(task: () => void): void;
}

export interface GoProject {
  /** Absolute path of the folder. */
  readonly directory: string;
  /** Absolute path of a file or folder in it. */
  path(...names: string[]): string;
  /** Writes (and makes the folders for) a file; a text that begins with `#!` becomes executable. Gives its path. */
  write(name: string, text: string): string;
  /** Removes a file or a folder. */
  remove(name: string): void;
  /** Every file with its time, mode and bytes: equal before and after where nothing was written. */
  snapshot(): Readonly<Record<string, string>>;
}

/** `files`: name with `/` → text. Without a go.mod among them it is a folder outside any module. */
export function goProject(scope: TestScope, files: Readonly<Record<string, string>>): GoProject {
  const directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'esc test 逃逸 ')));
  scope.after(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
  const project: GoProject = {
    directory,
    path: (...names) => path.join(directory, ...names),
    write(name, text) {
      const file = path.join(directory, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
      if (text.startsWith('#!')) chmodSync(file, 0o755);
      return file;
    },
    remove: name => rmSync(path.join(directory, name), { recursive: true, force: true, maxRetries: 3 }),
    snapshot() {
      const entries = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
      return Object.fromEntries(
        entries.map(name => {
          const stat = statSync(path.join(directory, name));
          const bytes = stat.isFile() ? readFileSync(path.join(directory, name), 'base64') : '';
          return [name, `${stat.mode} ${stat.mtimeMs} ${bytes}`];
        }),
      );
    },
  };
  for (const [name, text] of Object.entries(files)) project.write(name, text);
  return project;
}

/** A go.mod for `module`, with more lines after it. */
export function goMod(module: string, ...lines: string[]): string {
  return [`module ${module}`, '', 'go 1.21', ...lines, ''].join('\n');
}

/** The ids of live processes whose command line or environment has `mark` in it (Linux). The dead that nobody collected do not count. */
export function processesWith(mark: string): readonly number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter(name => {
      try {
        const text = readFileSync(`/proc/${name}/cmdline`, 'utf8') + readFileSync(`/proc/${name}/environ`, 'utf8');
        return text.includes(mark);
      } catch {
        return false;
      }
    })
    .map(Number);
}
