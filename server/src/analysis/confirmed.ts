// The findings of a compile whose machine code was asked for (ports.ts: askMachineCode), confirmed by it.
import type { MachineCode } from '#core/compiler/machineCode';
import type { VariantOutput } from '#core/compiler/message';
import { importPathOf } from '#core/compiler/variant';
import { confirmFindings } from '#core/escape/confirm';
import type { Finding, FindingCode } from '#core/escape/finding';
import type { FindingContext } from '#core/escape/findings';
import { allocationSites } from '#core/syntax/allocationSites';
import type { LocatedFile } from '#core/syntax/locate';
import { statementLines } from '#core/syntax/statementLines';

export interface ConfirmedOptions extends Pick<FindingContext, 'resolveFile' | 'site' | 't'> {
  readonly output: VariantOutput;
  readonly machineCode: MachineCode;
  /** The file's tree, good until the next question; null where it cannot be read. */
  readonly located: (file: string) => LocatedFile | null;
  /** Others are left out at the end. All are wanted where it is left out. */
  readonly codes?: ReadonlySet<FindingCode>;
}

/** Codes that have to be worked out to confirm any: a call is for one of these, also where it is not wanted itself. */
const heapCodes: readonly FindingCode[] = ['moved-to-heap', 'escapes', 'escapes-static'];

export function codesToConfirm(codes: ReadonlySet<FindingCode>): ReadonlySet<FindingCode> {
  return new Set([...codes, ...heapCodes]);
}

/** `findings`: those of the output, of all `codesToConfirm`. */
export function confirmed(
  findings: readonly Finding[],
  { output, machineCode, located, codes, resolveFile, site, t }: ConfirmedOptions,
): readonly Finding[] {
  const { variant, messages } = output;
  const all = confirmFindings(
    { findings, messages, machineCode },
    {
      package: importPathOf(variant),
      variant,
      resolveFile,
      site,
      t,
      allocationSites: (file, query) => {
        const parsed = located(file);
        return parsed && allocationSites(parsed, query);
      },
      statementLines: (file, line, column) => {
        const parsed = located(file);
        return parsed && statementLines(parsed, { line, column });
      },
    },
  );
  return codes ? all.filter(({ code }) => codes.has(code)) : all;
}
