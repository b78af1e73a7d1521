import type { Finding } from '../finding.ts';
import type { Aggregation, Call, Expression } from '../syntax/ast.ts';
import type { ValueType } from '../syntax/signature.ts';
import { expectType, typeName } from './expect-type.ts';

/** Wrong numbers and types of a function's arguments. */
export function checkCall({ function: called, arguments: given, from }: Call): Finding[] {
  const { name, parameters, minimum, maximum } = called;
  if (given.length < minimum || given.length > maximum) {
    return [{ at: from, message: wrongNumber(`${name}()`, name, parameters, given.length) }];
  }
  return expectTypes(given, parameters, `${name}()`);
}

/** Wrong numbers and types of what is aggregated, and by which number or text. */
export function checkAggregation({ operator, arguments: given, from }: Aggregation): Finding[] {
  const parameters = parametersOf(operator);
  if (given.length !== parameters.length) {
    return [{ at: from, message: wrongNumber(operator, operator, parameters, given.length) }];
  }
  return expectTypes(given, parameters, operator);
}

function parametersOf(operator: string): readonly ValueType[] {
  if (operator === 'count_values') return ['string', 'vector'];
  return ['bottomk', 'quantile', 'topk'].includes(operator) ? ['scalar', 'vector'] : ['vector'];
}

function expectTypes(given: readonly Expression[], parameters: readonly ValueType[], of: string): Finding[] {
  return given.flatMap((argument, index) => {
    // The last type is that of all further arguments.
    const wanted = parameters[index] ?? parameters.at(-1);
    return wanted === undefined ? [] : expectType(argument, [wanted], `${of} takes`);
  });
}

function wrongNumber(what: string, name: string, parameters: readonly ValueType[], given: number): string {
  const shown = `${name}(${parameters.map(typeName).join(', ')})`;
  return `${what} has ${given} ${given === 1 ? 'argument' : 'arguments'}; write ${shown}`;
}
