// The rewrites that there are, in the order in which they are offered. A new one is a row here.
import { bound } from './bound';
import { hoist } from './hoist';
import { preallocate } from './preallocate';
import type { Rewrite } from './rewrite';
import { sprintf } from './sprintf';
import { writeString } from './writeString';

export const rewriteTable: readonly Rewrite[] = [preallocate, hoist, sprintf, writeString, bound];
