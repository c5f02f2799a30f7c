import { dayOf } from '../../curriculum/day.ts';
import { layerFolder } from '../../curriculum/layer-folder.ts';
import { PROVIDER_KINDS, providerSchema } from '../../curriculum/schema/programme.ts';
import { didYouMean } from '../../findings/suggest.ts';
import { answer, answers, type Begun, type Desk, textProblem } from './desk.ts';
import { entryId, urlProblem } from './registry.ts';
import { yamlText } from './yaml-list.ts';

const MEANINGS = {
  training: 'teaches courses of this curriculum',
  'managed-services': 'runs or supports clusters for others',
} as const;

const LONGEST = { name: 80, description: 400, offer: 90 } as const;

/** What is still to be filled in, as comments: it is nobody's to guess, and nothing of it may be wrong. */
const REST = `
# What you have shown: take away the signs "#" of what you fill in. schemas/provider.schema.json explains every key.
#
# engineers:                        # no names: certificate, expiry, address of its issuer; initials only if the engineer wants them
#   - id: e1
#     certificate: CKA
#     id_hash: "…"                  # printed by: npm run providers -- hash
#     verification: https://www.credly.com/badges/…
#     expires: 2028-05-01
#     consent: 2026-11-30           # day on which the engineer agreed to be listed like this
#     teaches: true                 # leave it out if the engineer does not teach
#
# activity:                         # what you did in the community, where anybody can see it
#   - date: 2026-09-15
#     text: A talk about rolling updates
#     url: https://…
#
# business_model:                   # how you support organizations that use Kubernetes
#   text: We run clusters for others, day and night.
#   url: https://…
`;

const TRAINING = `#
# courses:                          # courses of this curriculum that people can book with you
#   - course: introduction
#     language: en
#     url: https://…
#
# curriculum:                       # the release that you teach with, and where learners find it
#   release: 0.8.0
#   url: https://…
`;

/** What is wrong with one entry of a list in the file of a provider, by its schema. */
function listProblem(key: 'countries' | 'languages', hint: string): (text: string) => string | undefined {
  const { element } = providerSchema.shape[key];
  return (text) => {
    const problem = element.safeParse(text).error?.issues[0]?.message;
    return problem === undefined ? undefined : `"${text}" should be ${problem}. For example: ${hint}`;
  };
}

/** Begins the entry of a provider in the directory. @param words its id, where it was given without a flag. */
export async function beginListedProvider(desk: Desk, [word]: readonly string[]): Promise<Begun> {
  const name = await answer(desk, {
    flag: 'name',
    ask: 'Name of the organization',
    hint: 'Harbor School',
    problem: textProblem(LONGEST.name),
  });
  const known = new Map(desk.curriculum.directory?.providers.map((provider) => [provider.id, provider]));
  const id = await entryId(desk, word, { name, what: 'a provider', known });
  const homepage = await answer(desk, {
    flag: 'url',
    ask: 'Home page',
    hint: 'https://harbor.example/',
    problem: urlProblem,
  });
  const description = await answer(desk, {
    flag: 'about',
    ask: 'What it does, in one or two sentences',
    hint: 'Teaches and runs clusters for people at the coast.',
    problem: textProblem(LONGEST.description),
  });
  const kinds = await answers(desk, {
    flag: 'as',
    ask: 'As what it is to be listed',
    hint: 'training',
    proposals: [],
    needed: true,
    choices: PROVIDER_KINDS.map((value) => ({ value, label: MEANINGS[value] })),
    problem: (kind) =>
      PROVIDER_KINDS.some((one) => one === kind)
        ? undefined
        : `"${kind}" is none of: ${PROVIDER_KINDS.join(', ')}.${didYouMean(kind, PROVIDER_KINDS)}`,
  });
  const countries = await answers(desk, {
    flag: 'country',
    ask: 'Countries in which it serves customers, in two letters',
    hint: 'DE, CH',
    proposals: [],
    needed: true,
    problem: listProblem('countries', 'DE, CH'),
  });
  const languages = await answers(desk, {
    flag: 'language',
    ask: 'Languages in which it teaches or helps',
    hint: 'de, en',
    proposals: ['en'],
    needed: true,
    problem: listProblem('languages', 'de, en'),
  });
  const title = await answer(desk, {
    flag: 'title',
    ask: 'What customers can buy',
    hint: 'Classes',
    problem: textProblem(LONGEST.offer),
  });
  const url = await answer(desk, {
    flag: 'source',
    ask: 'Page of that offer',
    hint: 'https://harbor.example/classes',
    proposal: homepage,
    problem: urlProblem,
  });
  const path = `${layerFolder(desk.fork.depth)}providers/${id}.yaml`;
  const entry = {
    name,
    homepage,
    description,
    kinds,
    countries,
    languages,
    offerings: [{ title, url }],
    applied: dayOf(),
  };
  const isTraining = kinds.includes('training');
  return {
    files: new Map([[path, yamlText(entry) + REST + (isTraining ? TRAINING : '')]]),
    next: [
      `Fill in what you have shown, in ${path}`,
      'npm run providers -- hash   makes the hash of a certificate, for each engineer',
      `npm run check -- ${path}`,
      `npm run providers -- show ${id}   says what is met, and what a maintainer has to verify`,
    ],
  };
}
