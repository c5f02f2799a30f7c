import CloneSession from './CloneSession.astro';
import Contact from './Contact.astro';
import Counted from './Counted.astro';
import Counter from './Counter.astro';
import CounterHosts from './CounterHosts.astro';
import CreditLines from './CreditLines.astro';
import DoctorSession from './DoctorSession.astro';
import LessonLink from './LessonLink.astro';
import Licence from './Licence.astro';
import LicenceFacts from './LicenceFacts.astro';
import Lineage from './Lineage.astro';
import Marks from './Marks.astro';
import NoEndorsement from './NoEndorsement.astro';
import NotCounted from './NotCounted.astro';
import OthersWork from './OthersWork.astro';
import PageLink from './PageLink.astro';
import PracticeEdges from './PracticeEdges.astro';
import RebrandGuide from './RebrandGuide.astro';
import Screenshot from './Screenshot.astro';
import Section from './Section.astro';
import Session from './Session.astro';
import Syllabus from './Syllabus.astro';

/** What files in src/site/prose/ may use, by name: whoever edits prose imports nothing. */
export const proseComponents = {
  CloneSession,
  Contact,
  Counted,
  Counter,
  CounterHosts,
  CreditLines,
  DoctorSession,
  LessonLink,
  Licence,
  LicenceFacts,
  Lineage,
  Marks,
  NoEndorsement,
  NotCounted,
  OthersWork,
  PageLink,
  PracticeEdges,
  RebrandGuide,
  Screenshot,
  Section,
  Session,
  Syllabus,
};
