/** The kinds that RouterOS 6 has in another form; `npm run conformance` has all of them there. */
import { hasDialects } from "../../provider/session/dialect";
import { conformanceOf } from "./simulated";

conformanceOf("6.49", hasDialects);
