// Which package a function belongs to, and whose code that is: the user's own, a dependency's, the standard library's, the runtime's.
// Names are as the linker writes them: `example.com/app/store.(*DB).Get[...]`, `gopkg.in/yaml%2ev3.Unmarshal`, `main.main.func1`.
import type { PackageClass } from '../messages/profileView';

/**
 * `net/http` of `net/http.(*Server).Serve`; '' where the name has no package (C, assembly without one, `[server]`). Type arguments may
 * hold paths of their own, so a bracket ends the search.
 */
export function packageOf(name: string): string {
  const bracket = name.search(/[[({<]/);
  const plain = bracket < 0 ? name : name.slice(0, bracket);
  const dot = plain.indexOf('.', plain.lastIndexOf('/') + 1);
  if (dot <= 0) return '';
  return plain.slice(0, dot).replaceAll('%2e', '.');
}

/** First elements of the standard library's import paths, Go 1.21 to 1.27. An own module without a dot in its name has another one. */
const standard = new Set(
  (
    'archive arena bufio builtin bytes cmp compress container context crypto database debug embed encoding errors expvar flag fmt go ' +
    'hash html image index internal io iter log maps math mime net os path plugin reflect regexp runtime simd slices sort strconv ' +
    'strings structs sync syscall testing text time unicode unique unsafe uuid vendor weak cmd'
  ).split(' '),
);

/**
 * @param modules paths of the user's own modules; a command's `main` is own code, too
 * @param file the file that the profile names
 */
export function classOf(packagePath: string, file: string, modules: readonly string[]): PackageClass {
  if (packagePath === '') return file === '' || !isGo(file) ? 'unknown' : 'runtime';
  if (modules.some(module => packagePath === module || packagePath.startsWith(`${module}/`))) return 'own';
  if (packagePath === 'main' || packagePath.startsWith('main_')) return 'own';
  if (isRuntime(packagePath)) return 'runtime';
  const first = packagePath.split('/', 1)[0]!;
  if (!first.includes('.')) return standard.has(first) ? 'standard' : 'own';
  // In the module cache and in vendor folders lie other people's modules.
  return 'dependency';
}

function isRuntime(packagePath: string): boolean {
  return (
    /^(runtime|internal\/runtime|internal\/abi|internal\/cpu|internal\/bytealg|runtime\/internal)(\/|$)/.test(
      packagePath,
    ) && !/^runtime\/(pprof|trace|debug|metrics|coverage|cgo)$/.test(packagePath)
  );
}

function isGo(file: string): boolean {
  return /\.(go|s)$/.test(file);
}
