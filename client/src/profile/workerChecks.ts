// Whether what a profile's worker hands over has its shape: the worker is ours, what it reads may come from anywhere.
import { isColumn, isListOf, isNullOr, isNumber, isRecord, isTagged, isText, type Check } from '#core/messages/check';
import { isFacts, isReopen } from '#core/messages/profileViewChecks';
import { mostHeatFiles, type FileHeat, type Heat, type Opened } from './workerMessages';

const isAnyText = isText(1_000_000);

export const isOpened: Check<Opened> = isTagged<Opened>({
  opened: isRecord({ facts: isFacts }),
  failed: isRecord({ text: isAnyText, reopen: isReopen }),
});

const mostLines = 5_000_000;
const isValues = isColumn(Float64Array, mostLines);
const isFileHeatRecord = isRecord<FileHeat>({
  file: isAnyText,
  function: isAnyText,
  line: isColumn(Int32Array, mostLines),
  flat: isValues,
  cum: isValues,
  bytes: isNullOr(isValues),
  objects: isNullOr(isValues),
});
const isFileHeat: Check<FileHeat> = (value): value is FileHeat =>
  isFileHeatRecord(value) &&
  [value.flat, value.cum, value.bytes, value.objects].every(
    column => column === null || column.length === value.line.length,
  );

export const isHeat: Check<Heat> = isRecord<Heat>({
  unit: isAnyText,
  total: isNumber,
  files: isListOf(isFileHeat, mostHeatFiles),
});
