// Whether a go or defer statement starts what stands at a place: the compiler gives no other reason for such a closure.
import type { Chain } from './chain';

/** The innermost `go` or `defer` statement of the chain, without leaving the block that its first node stands in. */
export function startingKeyword(chain: Chain): 'go' | 'defer' | null {
  for (const { type } of chain) {
    if (type === 'block') return null;
    if (type === 'go_statement') return 'go';
    if (type === 'defer_statement') return 'defer';
  }
  return null;
}
