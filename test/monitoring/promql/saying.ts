import {
  checkExpression,
  type ExpressionCheck,
} from '../../../charts/constructs/monitoring/promql/check-expression.ts';
import { catalogue } from './catalogue.ts';

/** What is said of an expression, without the place. */
export function sayingOf(expression: string, options: Partial<ExpressionCheck> = {}): string[] {
  const place = 'shop/web: alert Broken';
  const messages = checkExpression(expression, { catalogue, place, ...options });
  return messages.map((message) => {
    if (!message.startsWith(`${place}, `)) throw new Error(`no place: ${message}`);
    return message.slice(place.length + 2);
  });
}
