// The door to everything about profiles: registers the editor, and loads its bundle with the first profile or the first command, so
// that it costs nobody else anything.
import { createRequire } from 'node:module';
import * as vscode from 'vscode';
import type * as bundle from './profile/main';
import type { ProfilePart, ProfilePartOptions } from './profile/main';

export interface Profiles extends vscode.Disposable {
  readonly part: () => ProfilePart;
}

export function registerProfiles(options: ProfilePartOptions): Profiles {
  let loaded: ProfilePart | null = null;
  const part = (): ProfilePart => {
    if (loaded) return loaded;
    const { createProfilePart } = createRequire(__filename)('./profile.js') as typeof bundle;
    return (loaded = createProfilePart(options));
  };
  const provider: ProfilePart['provider'] = {
    openCustomDocument: (uri, context, token) => part().provider.openCustomDocument(uri, context, token),
    resolveCustomEditor: (document, panel, token) => part().provider.resolveCustomEditor(document, panel, token),
  };
  const editorOptions = { supportsMultipleEditorsPerDocument: true };
  const editors = ['escapement.profile', 'escapement.profileByChoice'].map(viewType =>
    vscode.window.registerCustomEditorProvider(viewType, provider, editorOptions),
  );
  return {
    part,
    dispose() {
      vscode.Disposable.from(...editors).dispose();
      loaded?.dispose();
    },
  };
}
