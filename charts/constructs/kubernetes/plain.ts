import type { k8s } from 'cdk8s-plus-28';

/**
 * A Kubernetes API type of `cdk8s-plus-28` as it stands in YAML: quantities and int-or-strings are plain strings and
 * numbers. Types cost nothing at run time, while loading the 580 generated classes costs about as much as all the rest
 * of a synthesis.
 */
export type Plain<T> = T extends k8s.Quantity | k8s.IntOrString
  ? // Both classes hold nothing but a `value`; types that have more beside one are ordinary objects.
    keyof T extends 'value'
    ? string | number
    : Fields<T>
  : T extends Date
    ? string
    : T extends readonly (infer Item)[]
      ? readonly Plain<Item>[]
      : T extends object
        ? Fields<T>
        : T;

type Fields<T> = { readonly [Key in keyof T as JsonName<Key>]: Plain<T[Key]> };

/** The generated types spell these fields differently from the API. */
interface Respelled {
  readonly clusterIp: 'clusterIP';
  readonly loadBalancerIp: 'loadBalancerIP';
  readonly downwardApi: 'downwardAPI';
  readonly hostIp: 'hostIP';
  readonly hostIpc: 'hostIPC';
  readonly hostPid: 'hostPID';
  readonly setHostnameAsFqdn: 'setHostnameAsFQDN';
}

type JsonName<Key> = Key extends keyof Respelled ? Respelled[Key] : Key;
