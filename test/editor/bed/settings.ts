// User settings of the editor under test. They are written before the editor starts: it does not notice later changes
// of its user settings file (of a folder's .vscode/settings.json it does, after 2-3 seconds).

export type Settings = Readonly<Record<string, unknown>>;

/** No welcome page, no chat panel, no question, no traffic: what `npm start` uses as well. */
export const calmSettings: Settings = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'remote.autoForwardPorts': false,
};

/** For tests: text is what was typed, key by key; nothing pops up between, and git is left out. */
export const testSettings: Settings = {
  ...calmSettings,
  'git.enabled': false,
  'files.autoSave': 'off',
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.autoIndent': 'none',
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.suggestOnTriggerCharacters': false,
  'editor.parameterHints.enabled': false,
  'editor.wordBasedSuggestions': 'off',
};
