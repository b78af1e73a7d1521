import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { PortShare } from './port-share.ts';

describe('PortShare', () => {
  it('gives ports that no other share gives while it is held, listened on or not', async () => {
    const shares = [await PortShare.claim(), await PortShare.claim()];
    const ports = [];
    for (const share of shares) for (let count = 0; count < 12; count++) ports.push(await share.port());
    for (const share of shares) await share.release();
    expect(new Set(ports).size).toBe(24);
  });

  it('passes a port where somebody listens who knows nothing of shares', async () => {
    const share = await PortShare.claim();
    const taken = (await share.port()) + 1;
    const somebody = createServer().listen(taken, '127.0.0.1').unref();
    await once(somebody, 'listening');
    expect(await share.port()).toBe(taken + 1);
    somebody.close();
    await share.release();
  });

  it('gives a share again once it is left', async () => {
    const first = await PortShare.claim();
    const port = await first.port();
    await first.release();
    const second = await PortShare.claim();
    expect(await second.port()).toBe(port);
    await second.release();
  });

  it('says so when its ports are used up', async () => {
    const share = await PortShare.claim();
    const take = async () => {
      for (let count = 0; count < 40; count++) await share.port();
    };
    await expect(take()).rejects.toThrow('no port is left below');
    await share.release();
  });
});
