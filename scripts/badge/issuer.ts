import { pathsOf } from '../../src/assembly/addresses.ts';
import type { Edition } from '../../src/assembly/edition.ts';
import { type Issuer, issuerAddress } from '../../src/badges/issuer.ts';
import { UserError } from '../../src/cli/user-error.ts';

/**
 * Who signs: what the options say, else what provider/badges/issuer.yaml says, else whoever publishes the site.
 * @throws UserError if the address is none that a did:web can have.
 */
export function issuerOf(
  { badges, identity }: Edition,
  { issuer, name }: { issuer?: string | undefined; name?: string | undefined },
): Issuer {
  const paths = pathsOf(identity);
  const text = issuer ?? badges.issuer?.address ?? paths.absolute(paths.page(''));
  const address = issuerAddress(text);
  if (address === undefined)
    throw new UserError(
      `"${text}" cannot be the address of whoever signs.\nWhy: keys are published below it (did:web), which takes https and neither "?" nor "#".\nDo:  --issuer https://provider.example/`,
    );
  return { address, name: name ?? badges.issuer?.name ?? identity.name };
}
