// Whether a Go file says of itself that a tool has written it: a line before the package clause (https://go.dev/s/generatedcode). The same
// words further down are those of a program that writes such files.

const mark = /^\/\/ Code generated .* DO NOT EDIT\.\r?$/m;

export const isGenerated = (text: string): boolean => mark.test(text.slice(0, Math.max(0, text.search(/^package /m))));
