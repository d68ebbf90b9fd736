// The refactorings that there are, in the order in which a reader is offered them. A new one is a row here.
import { createAllocRefactoring } from './alloc';
import { createPoolRefactoring } from './pool';
import { createPoolFixes } from './poolFixes';
import type { CreateRefactoring } from './refactoring';
import { createReorder } from './reorder';
import { createValueResult } from './valueResult';

export const refactoringTable: readonly CreateRefactoring[] = [
  createPoolFixes,
  createReorder,
  createPoolRefactoring,
  createAllocRefactoring,
  createValueResult,
];
