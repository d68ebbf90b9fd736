// Every command, once. package.json gives each its title; a test keeps the two lists equal.
export const commandIds = [
  'escapement.toggleHints',
  'escapement.analyse',
  'escapement.toggleInliningInFile',
  'escapement.toggleInliningInPackage',
  'escapement.toggleBoundsChecksInFile',
  'escapement.toggleBoundsChecksInPackage',
  'escapement.showLayout',
  'escapement.restartServer',
  'escapement.showLog',
  'escapement.openProfile',
  'escapement.compareProfile',
  'escapement.showProfileInCode',
  'escapement.hideProfileInCode',
  'escapement.fetchProfile',
  'escapement.profileTest',
] as const;
export type CommandId = (typeof commandIds)[number];
