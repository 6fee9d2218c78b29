import { conformanceOf } from "../simulated";

conformanceOf("7.24");
