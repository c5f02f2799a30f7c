import { ExpressionReader } from './expressions.ts';
import { AwkSyntaxError, type Rule, type Statement } from './tree.ts';

/** Reads programs of awk. @throws AwkSyntaxError */
export class AwkParser extends ExpressionReader {
  rules(): Rule[] {
    const rules: Rule[] = [];
    for (this.lines(); this.token !== undefined; this.lines()) {
      if (this.token === 'BEGIN' || this.token === 'END') {
        const when = this.advance() as 'BEGIN' | 'END';
        rules.push({ when, action: this.block() });
        continue;
      }
      const from = this.token === '{' ? undefined : this.expression();
      const to = from && this.is(',') ? this.expression() : undefined;
      const action = this.token === '{' ? this.block() : undefined;
      rules.push({ when: 'line', ...(from ? { from } : {}), ...(to ? { to } : {}), ...(action ? { action } : {}) });
    }
    return rules;
  }

  private block(): Statement {
    this.take('{');
    const statements: Statement[] = [];
    for (this.lines(); this.token !== '}'; this.lines()) {
      if (this.token === undefined) throw new AwkSyntaxError(`${this.text}\nunexpected newline or end of string`);
      statements.push(this.statement());
    }
    this.advance();
    return { kind: 'block', statements };
  }

  private statement(): Statement {
    if (this.token === '{') return this.block();
    if (this.is('if')) {
      this.take('(');
      const condition = this.expression();
      this.take(')');
      while (this.token === '\n') this.advance();
      const yes = this.statement();
      const before = [this.at, this.token] as const;
      this.lines();
      if (this.is('else')) {
        while (this.token === '\n') this.advance();
        return { kind: 'if', condition, yes, no: this.statement() };
      }
      [this.at, this.token] = before;
      return { kind: 'if', condition, yes };
    }
    if (this.is('while')) {
      this.take('(');
      const condition = this.expression();
      this.take(')');
      return { kind: 'while', condition, body: this.statement() };
    }
    if (this.is('for')) return this.loop();
    const simple = this.simple();
    if (this.token !== '}' && this.token !== undefined && this.token !== '\n' && this.token !== ';')
      throw new AwkSyntaxError(`${this.text}\nsyntax error`);
    return simple;
  }

  private loop(): Statement {
    this.take('(');
    const each = /^[ \t]*in[ \t]+([A-Za-z_]\w*)[ \t]*\)/.exec(this.text.slice(this.at));
    if (each && /^[A-Za-z_]/.test(this.token ?? '')) {
      const name = this.advance();
      this.advance();
      const of = this.advance();
      this.take(')');
      return { kind: 'each', name, of, body: this.statement() };
    }
    const start = this.token === ';' ? undefined : this.simple();
    this.take(';');
    const condition = this.token === ';' ? undefined : this.expression();
    this.take(';');
    const step = this.token === ')' ? undefined : this.simple();
    this.take(')');
    return {
      kind: 'for',
      ...(start ? { start } : {}),
      ...(condition ? { condition } : {}),
      ...(step ? { step } : {}),
      body: this.statement(),
    };
  }

  private simple(): Statement {
    if (this.token === 'print' || this.token === 'printf') {
      const kind = this.advance() as 'print' | 'printf';
      this.canCompare = false;
      const values = this.list();
      this.canCompare = true;
      return { kind, values };
    }
    if (this.token === 'next' || this.token === 'break' || this.token === 'continue')
      return { kind: 'leave', what: this.advance() as 'next' };
    if (this.is('exit'))
      return this.ends() ? { kind: 'leave', what: 'exit' } : { kind: 'leave', what: 'exit', code: this.expression() };
    if (this.is('delete')) {
      const name = this.advance();
      if (!this.is('[')) return { kind: 'delete', name };
      const keys = this.list();
      this.take(']');
      return { kind: 'delete', name, keys };
    }
    return { kind: 'expression', of: this.expression() };
  }
}
