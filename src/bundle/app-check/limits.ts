/**
 * How much of an app is read, since it may come from anywhere.
 *
 * Owns: the figures. Must not: read.
 */

const MEBIBYTE = 1024 * 1024;

/** Files and folders of one app. */
export const MOST_ENTRIES = 20_000;
/** Folders below one another. */
export const DEEPEST = 32;
/** A package, as it is. */
export const LARGEST_PACKAGE = 128 * MEBIBYTE;
/** What one app holds, unpacked. */
export const LARGEST_APP = 256 * MEBIBYTE;

export const inMebibytes = (bytes: number) => `${bytes / MEBIBYTE} MiB`;
