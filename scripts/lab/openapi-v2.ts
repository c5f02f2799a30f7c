/**
 * The little of an OpenAPI v2 document that the real kubectl wants to see before it says that a kind does not exist: whether the server knows
 * the parameter `fieldValidation` (`staging/src/k8s.io/cli-runtime/pkg/resource/query_param_verifier.go`). As protobuf of gnostic's openapiv2
 * (OpenAPIv2.proto), the only form in which kubectl reads it. The schemas themselves are in OpenAPI v3, which the practice cluster serves.
 */

/** Content type of the document. */
export const OPENAPI_V2 = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/** A field of a message: text, or a message within. Lengths are under 2^14 here. */
function field(number: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const { length } = bytes;
  const size = length < 128 ? [length] : [(length & 127) | 128, length >> 7];
  return Buffer.concat([Buffer.from([number * 8 + 2, ...size]), bytes]);
}

const message = (...fields: readonly Buffer[]): Buffer => Buffer.concat(fields);

/** The document. */
export function openApiV2(): Buffer {
  const query = message(field(2, 'query'), field(4, 'fieldValidation'));
  const parameters = field(8, field(1, field(2, field(3, query))));
  const kind = message(
    field(1, 'x-kubernetes-group-version-kind'),
    field(2, field(2, 'group: ""\nkind: Namespace\nversion: v1\n')),
  );
  const patch = message(parameters, field(13, kind));
  const path = message(field(1, '/api/v1/namespaces/{name}'), field(2, field(8, patch)));
  return message(field(1, '2.0'), field(2, message(field(1, 'Kubernetes'), field(2, 'v1'))), field(8, field(2, path)));
}
