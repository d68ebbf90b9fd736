// The door to the bed: a real VS Code from npm, for the editor tests and for `npm start` where there is no desktop.
export { launchBrowser } from './browser';
export { type Bed, prepareBed } from './install';
export { descendants, isAlive } from './processTree';
export { runInHost } from './runInHost';
export { cacheRoot, projectRoot } from './project';
export { type Server, type ServerOptions, startServer } from './server';
export { calmSettings, type Settings, testSettings } from './settings';
export { until } from './until';
export { windowUrl, type WindowOptions } from './url';
export { installVsix } from './vsix';
