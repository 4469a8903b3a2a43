import { statfsSync, statSync } from 'node:fs'

/** Less than a few groups of deliveries take. */
export const MIN_ROOM_BYTES = 8 * 1024 * 1024

/** @returns how many bytes this user may still write on the disk of a file or folder */
export function freeRoom(path: string): number {
  const { bavail, bsize } = statfsSync(path)
  return bavail * bsize
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

/** A sentence for operators. */
export function explainMissingFolder(folder: string): string {
  return `there is no folder ${folder}; make it, and let this user write in it`
}
