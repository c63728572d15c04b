/**
 * Where the wanted values stand in the object that was scanned last.
 *
 * Owns: the form: for each value two offsets, of its text, the second negative where it has escapes; of a number, the first
 * negative; or one word; or 0 where nothing stands. scan.as.ts writes it, numbers.as.ts and scanner.ts read it.
 */
export const FOUND: usize = memory.data(512, 4);

/** In the place of the first offset. */
export const WORD_TRUE: i32 = -1;
export const WORD_FALSE: i32 = -2;
