import type { k8s } from 'cdk8s-plus-28';
import { appliedByClient, inWave, syncWave } from '../gitops/sync-wave.ts';
import { label } from '../kubernetes/labels.ts';
import { Manifest } from '../kubernetes/manifest.ts';
import type { Plain } from '../kubernetes/plain.ts';
import { previewName } from '../releases/release-strategy.ts';
import type { WebService } from './web-service.ts';
import { servicePorts } from './web-service-ports.ts';
import type { WebServiceProps } from './web-service-props.ts';

/** The Service in front of a web service, and that of the next colour where it is released blue-green. */
export function webServices(service: WebService, props: WebServiceProps): void {
  const { name, release } = service;
  createService(service, 'Service', name, props);
  if (release === 'blueGreen') createService(service, 'PreviewService', previewName(name), props);
}

function createService(service: WebService, id: string, name: string, props: WebServiceProps): void {
  const { commonLabels, selector, release } = service;
  // Applied on the server, the selector would lose what the controller wrote there, and all traffic would move at once.
  const annotations = { ...inWave(syncWave.workload), ...(release === 'blueGreen' ? appliedByClient : {}) };
  new Manifest<Plain<k8s.KubeServiceProps>>(
    service,
    id,
    { apiVersion: 'v1', kind: 'Service' },
    {
      // Whoever scrapes it calls its job by this label.
      metadata: { name, labels: { ...commonLabels, [label.name]: name }, annotations },
      spec: { type: 'ClusterIP', selector, ports: servicePorts(props) },
    },
  );
}
