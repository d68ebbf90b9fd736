// Which language a terminal wants: as POSIX has it, the first of LC_ALL, LC_MESSAGES and LANG that is set decides.

export type Language = 'en' | 'zh-cn';

export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(value => value !== undefined && value !== '');
  return locale?.toLowerCase().startsWith('zh') ? 'zh-cn' : 'en';
}
