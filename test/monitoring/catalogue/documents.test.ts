import { describe, expect, test } from '@jest/globals';
import { readCadvisor } from '../../../scripts/metrics-catalogue/documents/cadvisor.ts';
import { readGoDeclarations } from '../../../scripts/metrics-catalogue/documents/go-declarations.ts';
import { readKubeStateMetrics } from '../../../scripts/metrics-catalogue/documents/kube-state-metrics.ts';
import { readKubelet } from '../../../scripts/metrics-catalogue/documents/kubelet.ts';
import { folderWith } from './folders.ts';

describe('metrics in the sources', () => {
  test('of kube-state-metrics are its tables', () => {
    const table = [
      '| Metric name | Metric type | Description | Unit (where applicable) | Labels/tags | Status |',
      '| ----------- | ----------- | ----------- | ----------------------- | ----------- | ------ |',
      '| kube_pod_phase | Gauge | The [phase](a.md) | `cpu`=&lt;core&gt; | `pod`=&lt;a\\|b&gt; <br> `namespace` = &lt;n&gt; | STABLE |',
      '| kube_pod_labels | Gauge | Labels | | `pod`=&lt;pod&gt; <br> `label_POD_LABEL`=&lt;POD_LABEL&gt; | STABLE |',
      '| kube_pod_restarts_total | Counter | Restarts | | `pod`=&lt;pod&gt; | STABLE |',
    ].join('\n');
    const folder = folderWith({ 'docs/metrics/workload/pod-metrics.md': `# Pods\n\n${table}\n` });
    expect(readKubeStateMetrics(folder, '2.0.0')).toEqual({
      exporter: 'kube-state-metrics',
      version: '2.0.0',
      metrics: {
        kube_pod_phase: { type: 'gauge', help: 'The phase', labels: ['namespace', 'pod'] },
        kube_pod_labels: { type: 'gauge', help: 'Labels', labels: ['pod'] },
        kube_pod_restarts_total: { type: 'counter', help: 'Restarts', labels: ['pod'] },
      },
    });
  });

  test('of a Go program are its declarations', () => {
    const source = [
      'const space = "shop"',
      'var base = []string{"namespace", "name"}',
      'var orders = prometheus.NewCounterVec(',
      '\t//nolint:promlinter // prometheus.NewDesc("no", "No", nil, nil)',
      '\tprometheus.CounterOpts{',
      '\t\tNamespace: space,',
      '\t\tName: "orders_total",',
      '\t\tHelp: "Orders (all, or \\"some\\"), " +',
      '\t\t\t"by country.",',
      '\t\tSubsystem: "http",',
      '\t},',
      '\tappend(base, "country"),',
      ')',
      'var info = prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "info", Help: "Always 1", ConstLabels: prometheus.Labels{"version": v()}}, func() float64 { return f("x") })',
      'var time = prometheus.NewHistogram(prometheus.HistogramOpts{Name: "wait_seconds", Help: "Wait", Buckets: []float64{0.1, 1}})',
      'var ready = prometheus.NewDesc("ready", "Readiness", []string{"condition", "name"}, nil)',
    ].join('\n');
    const folder = folderWith({ 'metrics/metrics.go': source });
    expect(readGoDeclarations('shop', ['metrics/metrics.go'])(folder, '1.0.0').metrics).toEqual({
      shop_http_orders_total: {
        type: 'counter',
        help: 'Orders (all, or "some"), by country.',
        labels: ['country', 'name', 'namespace'],
      },
      info: { type: 'gauge', help: 'Always 1', labels: ['version'] },
      ready: { type: 'gauge', help: 'Readiness', labels: ['condition', 'name'] },
      wait_seconds: { type: 'histogram', help: 'Wait', labels: [], unit: 'seconds' },
    });
  });

  test('of Kubernetes are the list of its metrics, those of the kubelet alone', () => {
    const list = [
      ...['- name: volume_stats_used_bytes', '  subsystem: kubelet', '  help: Used', '  type: Custom'],
      ...['  labels: [namespace]', '  componentEndpoints: [{ component: kubelet, endpoint: /metrics }]'],
      ...['- name: syncs_total', '  help: Syncs', '  type: Custom', '  constLabels: { kind: pod }'],
      ...['  componentEndpoints: [{ component: kubelet, endpoint: /metrics }]'],
      ...['- name: schedule_seconds', '  type: Histogram', '  componentEndpoints: [{ component: kube-scheduler }]'],
    ].join('\n');
    const folder = folderWith({ 'test/instrumentation/documentation/documentation-list.yaml': list });
    expect(readKubelet(folder, '1.36.0').metrics).toEqual({
      kubelet_volume_stats_used_bytes: { type: 'gauge', help: 'Used', labels: ['namespace'], unit: 'bytes' },
      syncs_total: { type: 'counter', help: 'Syncs', labels: ['kind'] },
    });
  });

  test('of cAdvisor are its tables, those that the kubelet turns on', () => {
    const containers = [
      '\t\t{ name: "container_last_seen", help: "Seen", valueType: prometheus.GaugeValue },',
      '\tif includedMetrics.Has(container.CpuUsageMetrics) {',
      '\t\t{ name: "container_cpu_usage_seconds_total", help: "CPU", valueType: prometheus.CounterValue,',
      '\t\t\textraLabels: []string{"cpu", kindLabel}, },',
      '\t}',
      '\tif includedMetrics.Has(container.ReferencedMemoryMetrics) {',
      '\t\t{ name: "container_referenced_bytes", help: "No", valueType: prometheus.GaugeValue },',
      '\t}',
      '\tquotaDesc = prometheus.NewDesc("container_spec_cpu_quota", "Quota", nil, nil)',
      '\tdesc := prometheus.NewDesc("container_spec_cpu_quota", "Quota", labels, nil)',
      '\terrors: prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "container", Name: "scrape_error", Help: "Failed"}),',
    ].join('\n');
    const machine =
      '\tkindLabel = "kind"\n\t{ name: "machine_memory_bytes", help: "Memory", valueType: prometheus.GaugeValue }';
    const folder = folderWith({ 'metrics/prometheus.go': containers, 'metrics/prometheus_machine.go': machine });
    const labels = ['container', 'id', 'image', 'name', 'namespace', 'pod'];
    expect(readCadvisor(folder, '0.56.2').metrics).toEqual({
      container_last_seen: { type: 'gauge', help: 'Seen', labels },
      container_cpu_usage_seconds_total: {
        type: 'counter',
        help: 'CPU',
        labels: ['container', 'cpu', 'id', 'image', 'kind', 'name', 'namespace', 'pod'],
        unit: 'seconds',
      },
      container_scrape_error: { type: 'gauge', help: 'Failed', labels: [] },
      container_spec_cpu_quota: { type: 'gauge', help: 'Quota', labels },
      machine_memory_bytes: { type: 'gauge', help: 'Memory', labels: [], unit: 'bytes' },
    });
  });
});
