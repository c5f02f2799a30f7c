import { LessonTabs } from '../../rendering/client/tabs.ts';
import { chooseTab, chosenTabs, onTabChoice } from './tab-choice.ts';

/** What was chosen once is chosen everywhere. */
class SiteTabs extends LessonTabs {
  override connectedCallback(): void {
    super.connectedCallback();
    this.follow(chosenTabs());
    onTabChoice((labels) => this.follow(labels));
  }

  protected override chosen(label: string): void {
    chooseTab(label);
  }
}
customElements.define('lesson-tabs', SiteTabs);
