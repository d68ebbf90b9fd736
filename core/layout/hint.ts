// Whether a better order is worth a hint beside the code, by the setting `layout.hint`.
import type { StructLayout } from './structLayout';

/** `sizeClass`: where the allocator would hand out less; `anyByte`: where the struct would be smaller at all. */
export type HintSetting = 'off' | 'sizeClass' | 'anyByte';

/** `layout`: on the build's own architecture. */
export function isWorthHint({ best, sizeClass }: StructLayout, setting: HintSetting): boolean {
  if (!best || setting === 'off') return false;
  if (setting === 'anyByte') return true;
  return best.sizeClass !== null && sizeClass !== null && best.sizeClass < sizeClass;
}
