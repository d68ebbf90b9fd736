// The refactorings that there are, in the order in which a reader is offered them. A new one is a row here.
import { createAllocRefactoring } from './alloc';
import type { CreateRefactoring } from './refactoring';

export const refactoringTable: readonly CreateRefactoring[] = [createAllocRefactoring];
