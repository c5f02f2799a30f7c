/** Whether a PEM text can be a certificate and a key of one pair. @throws Error in the words of crypto/tls. */
export function checkKeyPair(certificate: string, key: string): void {
  const blocks = (text: string): string[] =>
    [...text.matchAll(/-----BEGIN ([A-Z ]+)-----[\s\S]*?-----END \1-----/g)].map(([, type]) => type ?? '');
  const found = blocks(certificate);
  if (!found.includes('CERTIFICATE')) {
    if (found.length === 0) throw new Error('tls: failed to find any PEM data in certificate input');
    if (found.length === 1 && found[0]?.endsWith('PRIVATE KEY')) {
      throw new Error(
        'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
      );
    }
    throw new Error(
      `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${found.join(' ')}]`,
    );
  }
  const keys = blocks(key);
  if (!keys.some((type) => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY'))) {
    if (keys.length === 0) throw new Error('tls: failed to find any PEM data in key input');
    if (keys.length === 1 && keys[0] === 'CERTIFICATE')
      throw new Error('tls: found a certificate rather than a key in the PEM for the private key');
    throw new Error(
      `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${keys.join(' ')}]`,
    );
  }
}
