// First of all: what WeChat's authorization wrote into the address is taken out of it.
import { takeCodeFromAddress } from "./h5_sign_in";

takeCodeFromAddress();
