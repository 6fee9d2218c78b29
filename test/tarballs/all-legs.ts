import { otherLegs } from "./legs";
import { describeLife } from "./life";

for (const leg of otherLegs) describeLife(leg, "only in `npm run test:tarballs`, which takes all four");
