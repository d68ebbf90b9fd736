// The door to the helpers that drive a real editor from outside. A test file takes `startEditor`, opens windows, and looks.
export { until } from '../bed';
export { focusEditor, save, typeText, visibleLines, waitForText } from './editorText';
export { hover, type Hint, inlayHints, squiggles, waitForHints } from './hints';
export { fillQuickInput, goTo, openFile, quickRow, quickRows, runCommand, waitForCommand } from './palette';
export { notifications, outputChannel, problemCounts, problemRows } from './panels';
export { screenshot, withPicture } from './screenshot';
export { type Editor, type EditorOptions, startEditor } from './startEditor';
export { virtualFiles, type VirtualFiles, virtualScheme } from './virtualFiles';
export { webviewFrame } from './webview';
export type { Workbench, WorkbenchOptions } from './workbench';
export { copiedWorkspace, newWorkspace, type Workspace } from './workspace';
