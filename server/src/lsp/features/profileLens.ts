// Lenses above a test or benchmark: each takes one kind of profile of it. What they do is the client's command.
import type { CodeLens } from 'vscode-languageserver/node';
import {
  profileKinds,
  profileTestCommand,
  type ProfileKind,
  type TestProfileArguments,
} from '#core/messages/profiling';
import type { Translate } from '#core/messages/translate';
import type { TestFunction } from '#core/syntax/testFunctions';

export function profileLenses(functions: readonly TestFunction[], uri: string, t: Translate): CodeLens[] {
  return functions.flatMap(({ name, range }) =>
    profileKinds.map(kind => {
      const argument: TestProfileArguments = { uri, function: name, kind };
      return { range, command: { title: titleOf(kind, t), command: profileTestCommand, arguments: [argument] } };
    }),
  );
}

/** They stand in one line, `profile cpu | memory | block | mutex`, so that the first says what they all do. */
function titleOf(kind: ProfileKind, t: Translate): string {
  switch (kind) {
    case 'cpu':
      return t('profile cpu');
    case 'memory':
      return t('memory');
    case 'block':
      return t('block');
    case 'mutex':
      return t('mutex');
  }
}
