// Lint, and the import table: who may import whom. Rooms import each other by alias (#core/…, #host/…, #server/…) only, so that
// one pattern names a room; inside a room imports are relative.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const alias = (pattern, message) => ({ regex: pattern, message });
const upToRoom = room =>
  alias(
    `(^|/)\\.\\./(?:.*/)?(core|host|server|client|test|l10n)/`,
    `Leave ${room} by alias (#core/…, #host/…, #server/…), so that the import table can see it.`,
  );

/** Room → what it may not import, each with where the thing belongs instead. */
const table = {
  'core/**/*.ts': [
    alias('^#server/', 'core is pure: take what you need as an argument; the server is an edge.'),
    alias('^#(client|webview)/', 'core is pure: the client and its pages are an edge.'),
    alias('^#host/', 'core is pure: host needs Node; call it at an edge.'),
    alias(
      '^node:',
      'core knows no process and no file system: read it at an edge (server/src/go, cliMain) and pass it in.',
    ),
    alias('^vscode', 'core knows no editor: convert at server/src/lsp/toProtocol or in client/src.'),
    upToRoom('core'),
  ],
  'host/**/*.ts': [
    alias('^#(server|client)/', 'host is what server and client share: take what you need as an argument.'),
    alias('^vscode', 'host knows no editor: convert in client/src.'),
    alias('^node:child_process', 'only server/src/go starts a process.'),
    upToRoom('host'),
  ],
  'server/src/go/**/*.ts': [
    alias('^vscode', 'server/src/go starts processes; protocol types belong to server/src/lsp.'),
    alias('^#client/', 'the server never imports the client.'),
    alias('^\\.\\./(lsp|cli)/', 'server/src/go is below lsp and cli: they call it through analysis ports.'),
    upToRoom('server'),
  ],
  'server/src/analysis/**/*.ts': [
    alias('^vscode-languageserver(/|$)', 'analysis speaks core types; convert in server/src/lsp/toProtocol.'),
    alias('^node:child_process', 'only server/src/go starts a process; ask through a port.'),
    alias('^\\.\\./(go|lsp|cli)/', 'analysis talks to ports (analysis/ports.ts); main.ts passes the real parts in.'),
    alias('^#client/', 'the server never imports the client.'),
    upToRoom('server'),
  ],
  'server/src/lsp/**/*.ts': [
    alias('^node:child_process', 'only server/src/go starts a process; ask through a port.'),
    alias('^\\.\\./(\\.\\./)?(go|cli)/', 'lsp talks to analysis; main.ts passes the real parts in.'),
    alias('^#client/', 'the server never imports the client.'),
    upToRoom('server'),
  ],
  'server/src/cli/**/*.ts': [
    alias('^vscode-languageserver', 'the command line has no protocol: use core types.'),
    alias('^node:child_process', 'only server/src/go starts a process; ask through a port.'),
    alias('^\\.\\./(go|lsp)/', 'cli talks to analysis; cliMain.ts passes the real parts in.'),
    alias('^#client/', 'the server never imports the client.'),
    upToRoom('server'),
  ],
  'client/src/**/*.ts': [
    alias('^#server/', 'the client reaches the server by messages only (core/messages has their types).'),
    alias('^#webview/', 'a page is reached by messages only (core/messages has their types).'),
    alias('^node:child_process', 'the client starts nothing but the language server, through vscode-languageclient.'),
    upToRoom('client'),
  ],
  'client/webview/**/*.ts': [
    alias(
      '^node:|^vscode',
      'a web page has neither Node nor the editor: send the extension a message (core/messages).',
    ),
    alias('^#(server|client)/', 'a web page knows messages and pure functions only: core/.'),
    upToRoom('client/webview'),
  ],
};

export default tseslint.config(
  {
    ignores: [
      'dist',
      '.cache',
      'node_modules',
      'samples',
      'test/cases',
      'test/artifacts',
      'test/editor/bed/node_modules',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      'no-control-regex': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
        performance: 'readonly',
        Buffer: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        AbortController: 'readonly',
      },
    },
  },
  ...Object.entries(table).map(([files, patterns]) => ({
    files: [files],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  })),
  {
    // Features stand beside each other and never lean on each other.
    files: ['server/src/lsp/features/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...table['server/src/lsp/**/*.ts'],
            alias('^\\./', 'a feature never imports a sibling feature: share through core or lsp/.'),
          ],
        },
      ],
    },
  },
);
