import { conformanceOf } from "../simulated";

conformanceOf("7.18.2");
