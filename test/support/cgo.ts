// Whether this machine can compile cgo: without a C compiler Go leaves cgo files out of the build, and tests of them say that
// instead.
import { execFileSync } from 'node:child_process';

export const hasCgo: boolean = execFileSync('go', ['env', 'CGO_ENABLED'], { encoding: 'utf8' }).trim() === '1';
