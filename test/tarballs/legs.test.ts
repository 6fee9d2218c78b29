import { legsOfEveryRun } from "./legs";
import { describeLife } from "./life";

for (const leg of legsOfEveryRun) describeLife(leg, "one of the two combinations of every run");
