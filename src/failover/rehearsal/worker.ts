/** A worker of a rehearsal: plays what it is given. */
import { worker } from "workerpool";
import { playTask } from "./task";

worker({ playTask });
